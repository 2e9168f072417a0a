// The project that the README shows, as it stands there.
def lines = 0
new File(readme).text.findAll(/(?s)<!-- snippet: (\S+) -->\n```\w+\n(.*?)```/) { all, name, content ->
    def file = new File(basedir, name)
    file.parentFile.mkdirs()
    file.text = content
    lines += content.readLines().size()
}
assert lines > 0 && lines <= 40 : "the README's snippet has ${lines} lines"
