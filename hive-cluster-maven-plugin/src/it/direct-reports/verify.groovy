import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("direct")
traces.results("direct", "TEST-it.FirstIT.xml", "failsafe-summary.xml")
traces.absent("target/failsafe-reports")
traces.log("Skipping up: skipITs is true")
