using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>Who may know whom: between projects, and between the rooms of one.</summary>
public sealed class ArrowTests
{
    private static readonly string[] KubernetesRooms = ["Models", "Client", "Runtime"];
    private static readonly string[] OperatorStages = ["Api", "Observe", "Rollout", "Desired", "Apply", "Status", "Notifications", "Reconcile"];

    private static readonly string[] PureRooms =
    [
        "Operator/Api", "Operator/Rollout", "Operator/Desired", "Operator/Status/Conditions", "Operator/Status/StatusProjection",
        "LocalCluster/ApiServer/Schemas", "LocalCluster/ApiServer/Cel", "LocalCluster/ApiServer/Patching", "LocalCluster/ApiServer/FieldOwnership",
    ];

    private static readonly string[] ImpureNames = ["Kubernetes.Client", "Kubernetes.Runtime", "System.Net", "Microsoft.Extensions.Logging"];

    [Theory]
    [InlineData("src/Kubernetes")]
    [InlineData("src/CounterApp")]
    [InlineData("src/Operator", "Kubernetes")]
    [InlineData("src/LocalCluster", "Kubernetes", "Operator (built only)", "CounterApp (built only)")]
    [InlineData("bench", "CounterApp", "Kubernetes", "LocalCluster")]
    [InlineData("bench/BareServer")]
    public void A_project_references_what_the_design_says(string folder, params string[] references)
    {
        var file = XDocument.Load(Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.csproj").Single());

        var found = file.Descendants("ProjectReference").Select(reference =>
            Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!) + ((string?)reference.Attribute("ReferenceOutputAssembly") == "false" ? " (built only)" : ""));

        Assert.Equal(references.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Kubernetes_knows_nothing_of_us() =>
        HouseTests.Nothing(Repository.Room("Kubernetes").Where(file => file.Text.Contains("CounterApp", StringComparison.OrdinalIgnoreCase)).Select(file => file.Path));

    [Fact]
    public void Models_know_no_client_and_the_client_no_runtime() => HouseTests.Nothing(Backward("Kubernetes", KubernetesRooms));

    [Fact]
    public void A_stage_of_the_operator_knows_only_the_stages_before_it() => HouseTests.Nothing(Backward("Operator", OperatorStages));

    [Fact]
    public void The_app_does_not_know_that_Kubernetes_exists() =>
        HouseTests.Nothing(Repository.Room("CounterApp").Where(file => file.Mentions("Kubernetes")).Select(file => file.Path));

    [Fact]
    public void Visits_and_health_do_not_know_each_other() =>
        HouseTests.Nothing(
            Repository.Room("CounterApp/Visits").Where(file => file.Mentions("CounterApp.Health"))
                .Concat(Repository.Room("CounterApp/Health").Where(file => file.Mentions("CounterApp.Visits")))
                .Select(file => file.Path));

    [Fact]
    public void Only_the_api_server_touches_the_storage_of_the_local_cluster() =>
        HouseTests.Nothing(
            from room in new[] { "Controllers", "Node", "Proxy" }
            from file in Repository.Room("LocalCluster/" + room)
            where file.Mentions("LocalCluster.Storage") || file.Mentions("LocalCluster.ApiServer")
            select file.Path);

    [Fact]
    public void The_storage_knows_nothing_of_the_api_server() =>
        HouseTests.Nothing(Repository.Room("LocalCluster/Storage").Where(file => file.Mentions("LocalCluster.ApiServer") || file.Mentions("Microsoft.AspNetCore")).Select(file => file.Path));

    [Fact]
    public void Pure_rooms_touch_no_network_no_disk_and_no_clock() =>
        HouseTests.Nothing(
            from room in PureRooms
            from file in Repository.Room(room)
            from name in ImpureNames.Where(file.Mentions).Concat(ImpureWords(file))
            select $"{file}: {name}");

    [Fact]
    public void Only_the_edges_of_the_operator_hold_a_client() =>
        HouseTests.Nothing(
            from file in Repository.Room("Operator")
            where Regex.IsMatch(file.Text, @"\bKubeClient\b")
            where !Regex.IsMatch(file.Path, "^src/Operator/([A-Za-z]+\\.cs|Observe/|Apply/|Status/StatusWriter|Status/EventRecorder|Notifications/WebhookSecrets)")
            select file.Path);

    [Fact]
    public void Sources_never_know_tests() => HouseTests.Nothing(Repository.Sources.Where(file => file.Usings.Any(use => use.Contains("Test", StringComparison.Ordinal) || use == "Xunit")).Select(file => file.Path));

    private static IEnumerable<string> ImpureWords(SourceFile file) =>
        from Match match in Regex.Matches(file.Text, @"\b(TimeProvider|ILogger|Random|Environment\.Get\w+|File\.(Read|Write|Open)\w*|HttpClient)\b")
        select match.Value;

    private static IEnumerable<string> Backward(string project, string[] rooms) =>
        from index in Enumerable.Range(0, rooms.Length)
        from file in Repository.Room($"{project}/{rooms[index]}")
        from later in rooms.Skip(index + 1)
        where file.Mentions($"{project}.{later}") || file.Usings.Any(use => use == later)
        select $"{file} → {later}";
}
