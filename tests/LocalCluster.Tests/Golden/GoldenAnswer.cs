using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Golden;

/// <summary>A response, its body parsed when it is JSON.</summary>
public sealed record GoldenAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Text, JsonNode? Body)
{
    public static async Task<GoldenAnswer> ReadAsync(HttpResponseMessage response, bool keepManagedFields, CancellationToken cancellationToken)
    {
        // As they came, before anything reads them; of several with one name the recording kept the last.
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.Last(), StringComparer.OrdinalIgnoreCase);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new GoldenAnswer((int)response.StatusCode, headers, text, Parse(text, keepManagedFields));
    }

    public static JsonNode? Parse(string text, bool keepManagedFields)
    {
        try
        {
            var node = JsonNode.Parse(text);
            if (!keepManagedFields) DropManagedFields(node);
            return node;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void DropManagedFields(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                (map["metadata"] as JsonObject)?.Remove("managedFields");
                foreach (var child in map) DropManagedFields(child.Value);
                break;
            case JsonArray list:
                foreach (var child in list) DropManagedFields(child);
                break;
        }
    }
}
