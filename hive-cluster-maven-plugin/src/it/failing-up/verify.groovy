import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("hive-e2e")
traces.log("the gate of up is closed", "BUILD FAILURE", "cluster kept is kept until", 'hive.clustersDirectory is "pom.xml"')
traces.logNot("T E S T S")
traces.logTimes(3, 'hive.clustersDirectory is "pom.xml"')
traces.logTimes(2, "down: done")
traces.absent("clusters/kept")
