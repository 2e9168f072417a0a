def log = new File(basedir, "build.log").text
["hive.skip", "skipITs", "skipTests", "maven.test.skip"].each {
    assert log =~ /Skipping .*${java.util.regex.Pattern.quote(it)}/ : "the log does not say that ${it} skips"
}
// hive.skip switches our goals off, and no test.
assert log.contains("Running WithoutClusterIT")
assert !log.contains("Running WithClusterIT")
assert !new File(basedir, "clusters").exists()
return true
