using System.Text.Json.Nodes;

namespace Operator.Api.Definitions;

/// <summary>The schema of metav1.Condition: its record belongs to Kubernetes and carries no attributes of ours.</summary>
internal static class ConditionSchema
{
    public static JsonObject Create() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("type", "status", "lastTransitionTime", "reason", "message"),
        ["properties"] = new JsonObject
        {
            ["type"] = Text("Name of the condition.", 316),
            ["status"] = new JsonObject
            {
                ["description"] = "True, False or Unknown.",
                ["type"] = "string",
                ["enum"] = new JsonArray("True", "False", "Unknown"),
            },
            ["observedGeneration"] = new JsonObject
            {
                ["description"] = "Generation of the spec that the condition speaks of.",
                ["type"] = "integer",
                ["format"] = "int64",
                ["minimum"] = 0,
            },
            ["lastTransitionTime"] = new JsonObject
            {
                ["description"] = "When the status of the condition last changed.",
                ["type"] = "string",
                ["format"] = "date-time",
            },
            ["reason"] = Reason(),
            ["message"] = Text("The reason in a sentence, and what to do about it.", 32768),
        },
    };

    private static JsonObject Text(string description, int maxLength) => new()
    {
        ["description"] = description,
        ["type"] = "string",
        ["maxLength"] = maxLength,
    };

    private static JsonObject Reason()
    {
        var schema = Text("The reason in one word.", 1024);
        schema["minLength"] = 1;
        schema["pattern"] = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$";
        return schema;
    }
}
