import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("hive-e2e")
traces.log("two modules of this build use clusters in", "pluginManagement", "BUILD FAILURE")
