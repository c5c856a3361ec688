using System.Text.Json.Nodes;

namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>What kubectl shows in columns (pkg/printers/internalversion/printers.go).</summary>
public sealed class TableTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Path = "/api/v1/namespaces/default/endpoints";

    [Theory]
    [InlineData("none", "[]", "<none>")]
    [InlineData("some", """[{"addresses":[{"ip":"10.1.0.1"},{"ip":"10.1.0.2"}],"ports":[{"port":80}]}]""", "10.1.0.1:80,10.1.0.2:80")]
    [InlineData("many", """[{"addresses":[{"ip":"10.1.0.1"},{"ip":"10.1.0.2"}],"ports":[{"name":"a","port":80},{"name":"b","port":81}]}]""", "10.1.0.1:80,10.1.0.2:80,10.1.0.1:81 + 1 more...")]
    [InlineData("portless", """[{"addresses":[{"ip":"fd00::1"}]}]""", "fd00::1")]
    [InlineData("six", """[{"addresses":[{"ip":"fd00::1"}],"ports":[{"port":80}]}]""", "[fd00::1]:80")]
    public async Task Endpoints_show_where_they_listen(string name, string subsets, string shown)
    {
        (await server.PostAsync(Path, $$"""{"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"{{name}}"},"subsets":{{subsets}} }""")).Is(201);

        var table = (await server.SendAsync(HttpMethod.Get, $"{Path}/{name}", headers: ("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"))).Is(200).Body!;

        Assert.Equal(["Name", "Endpoints", "Age"], table["columnDefinitions"]!.AsArray().Select(column => (string?)column?["name"]));
        Assert.Equal(shown, (string?)Cells(table)[1]);
    }

    private static JsonArray Cells(JsonNode table) => table["rows"]![0]!["cells"]!.AsArray();
}
