def cluster = new File(basedir, "clusters/hive-e2e")
assert new File(cluster, "test-results/TEST-RegionsIT.xml").text.contains('tests="1"')
assert new File(cluster, "test-results/failsafe-summary.xml").exists()
assert new File(cluster, "test-results/TEST-hive-cluster-lifecycle.xml").text.contains("<testsuite")
assert new File(cluster, "cluster.json").text.contains('"DESTROYED"')
["ssh", "hive", "deployer", "inventory.json"].each { assert !new File(cluster, it).exists() : "${it} is left" }

def left = ProcessHandle.allProcesses().filter { it.info().commandLine().orElse("").contains(basedir.absolutePath) }.toList()
assert left.isEmpty() : "processes are left: ${left*.info()}"

return true
