import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.log(
        "could not be destroyed: the gate of down is closed",
        "try again with mvn dev.hivecluster:hive-cluster-maven-plugin:",
        "BUILD FAILURE",
        "is destroyed: it was not kept, and its owner")
def records = new File(basedir, "target/hive-test-clusters").listFiles().collect { new File(it, "cluster.json") }.findAll { it.file }
assert records.size() == 1
assert records[0].text.contains('"DESTROYED"')
