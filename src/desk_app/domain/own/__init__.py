"""本单位自设的: fields, codes and figures that the office sets itself, without a programmer (domain.md §2.10)."""
