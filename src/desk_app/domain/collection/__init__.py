"""岗位征集: where a project starts or a firm registers, somebody asks for its posts, by a day and until it is done."""
