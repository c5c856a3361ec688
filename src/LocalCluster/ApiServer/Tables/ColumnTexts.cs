using System.Text.Json;

namespace LocalCluster.ApiServer.Tables;

/// <summary>What Kubernetes says a column of a built-in kind means, by resource and column.</summary>
internal static class ColumnTexts
{
    private const string Resource = "columns-1.36.json";

    private static readonly Dictionary<string, Dictionary<string, string>> Texts = Read();

    public static string Of(string resource, string column) =>
        Texts.TryGetValue(resource, out var columns) && columns.TryGetValue(column, out var text) ? text : "";

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        using var stream = typeof(ColumnTexts).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not embedded");
        return JsonDocument.Parse(stream).RootElement.EnumerateObject().ToDictionary(
            resource => resource.Name,
            resource => resource.Value.EnumerateObject().ToDictionary(column => column.Name, column => column.Value.GetString() ?? ""));
    }
}
