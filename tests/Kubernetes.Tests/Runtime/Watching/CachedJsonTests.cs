using System.Text;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Runtime.Watching;
using Kubernetes.Tests.Scripting;

namespace Kubernetes.Tests.Runtime.Watching;

public sealed class CachedJsonTests
{
    [Fact]
    public async Task A_long_list_that_comes_in_pieces_is_read_without_its_managed_fields()
    {
        var managed = $$$$"""[{"manager":"{{{{new string('m', 5000)}}}}","fieldsV1":{"f:data":{}}}]""";
        var items = Enumerable.Range(0, 200).Select(i => $$$"""{"metadata":{"name":"m{{{i}}}","managedFields":{{{managed}}}}}""");
        var body = $$"""{"items":[{{string.Join(',', items)}}]}""";
        var server = new ScriptedServer((_, _) => ScriptedServer.Stream(new MemoryStream(Encoding.UTF8.GetBytes(body))));
        var list = await server.Client().ListAsync(new ListOptions(), CachedJson.Of(ConfigMap.ListJson), CancellationToken.None);

        Assert.Equal(200, list.Items.Count);
        Assert.All(list.Items, item => Assert.Null(item.Metadata.ManagedFields));
    }
}
