def log = new File(basedir, "build.log").text
['hive.nodes is "11"; expected a whole number from 1 to 10',
 'hive.nodes is "three"',
 'hive.deployer is "cloud"; expected one of [libvirt, proxmox, simulated, tofu]',
 'hive.keep is "perhaps"',
 'hive.timeout.up is "soon"',
 'hive.skip is "maybe"; expected true or false',
 'hive.replace is "maybe"; expected true or false',
 'where Proxmox is, and who we are there, is not known: set PROXMOX_VE_ENDPOINT=https://<host>:8006/ and PROXMOX_VE_API_TOKEN=',
 '"hive.proxmox.brige" is not known; known are hive.proxmox.bridge',
 'has no machines to configure; call mvn dev.hivecluster:hive-cluster-maven-plugin:',
 'is not ready for tests; call mvn dev.hivecluster:hive-cluster-maven-plugin:'].each { assert log.contains(it) : "the log does not say: ${it}" }
assert !log.contains("the build should have ended before")
assert !new File(basedir, "clusters/it-bad-settings/cluster.json").exists()

def left = ProcessHandle.allProcesses().filter { it.info().commandLine().orElse("").contains(basedir.absolutePath) }.toList()
assert left.isEmpty() : "processes are left: ${left*.info()}"

return true
