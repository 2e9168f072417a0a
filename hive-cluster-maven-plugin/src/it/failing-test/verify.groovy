def log = new File(basedir, "build.log").text
def cluster = new File(basedir, "clusters/it-failing-test")
assert log.contains("expects_more_nodes_than_there_are")
assert new File(cluster, "test-results/TEST-FailingIT.xml").text.contains('failures="1"')
assert new File(cluster, "evidence/tests").exists() : "no evidence was saved"
assert new File(cluster, "cluster.json").text.contains('"DESTROYED"')
["ssh", "hive", "deployer", "inventory.json"].each { assert !new File(cluster, it).exists() : "${it} is left" }

def left = ProcessHandle.allProcesses().filter { it.info().commandLine().orElse("").contains(basedir.absolutePath) }.toList()
assert left.isEmpty() : "processes are left: ${left*.info()}"

return true
