using System.Text.Json.Nodes;
using LocalCluster.Controllers.StatefulSets.Revisions;

namespace LocalCluster.Tests.Controllers.StatefulSets;

public sealed class RevisionHashTests
{
    /// <summary>Data and names as a Kubernetes 1.36.2 recorded them.</summary>
    [Theory]
    [InlineData("", "548d5f8b8b")]
    [InlineData(""" "env":[{"name":"V","value":"2"}], """, "6cd79684b5")]
    [InlineData(""" "env":[{"name":"V","value":"3"}], """, "c56d4d48d")]
    public void The_same_template_gets_the_same_name_as_on_a_real_cluster(string env, string expected)
    {
        var data = JsonNode.Parse(
            $$$"""
            {"spec":{"template":{"metadata":{"labels":{"app":"web"}},"spec":{
              "terminationGracePeriodSeconds":1,"restartPolicy":"Always","dnsPolicy":"ClusterFirst","schedulerName":"default-scheduler",
              "securityContext":{},
              "containers":[{"name":"app","image":"docker.io/library/busybox:latest","imagePullPolicy":"IfNotPresent",{{{env}}}
                "command":["/bin/sh","-c","trap 'exit 0' TERM; while true; do sleep 0.2; done"],"resources":{},
                "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
                "volumeMounts":[{"name":"data","mountPath":"/data"}]}]},"$patch":"replace"} } }
            """);

        Assert.Equal(expected, RevisionHash.Of(GoJson.Write(data), 0));
        Assert.NotEqual(expected, RevisionHash.Of(GoJson.Write(data), 1));
    }

    [Theory]
    [InlineData("""{ "b": 1, "a": [true, null, "x"] }""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("""{"a":"<b> & \"c\" \\ \n\t"}""", """{"a":"\u003cb\u003e \u0026 \"c\" \\ \n\t"}""")]
    [InlineData("""{"a":1.50,"b":1e3,"c":-7,"d":0.5}""", """{"a":1.5,"b":1000,"c":-7,"d":0.5}""")]
    [InlineData("""{"é":"ü€"}""", """{"é":"ü€"}""")]
    public void Text_is_written_as_Go_writes_it(string given, string expected)
    {
        Assert.Equal(expected, GoJson.Write(JsonNode.Parse(given)));
    }
}
