using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.FieldOwnership;

/// <summary>A field set as <c>fieldsV1</c>: nested objects, with <c>"."</c> for a member that has members below it.</summary>
internal static class FieldSetJson
{
    private const string Self = ".";

    public static JsonObject Write(FieldSet set)
    {
        var json = new JsonObject();
        foreach (var (element, isMember, below) in set.Entries)
        {
            var nested = below is null ? [] : Write(below);
            if (isMember && below is not null)
                nested.Insert(0, Self, new JsonObject());
            json[element.Wire] = nested;
        }

        return json;
    }

    /// <summary>Throws <see cref="FormatException"/> for what is not a field set.</summary>
    public static FieldSet Read(JsonObject json)
    {
        var set = new FieldSet();
        foreach (var (name, value) in json)
        {
            if (name == Self)
                continue;
            var element = PathElement.Parse(name) ?? throw new FormatException($"\"{name}\" is not a step of a path");
            if (value is not JsonObject nested)
                throw new FormatException($"\"{name}\" has to hold an object");
            set.Put(element, nested.Count == 0 || nested.ContainsKey(Self), Read(nested));
        }

        return set;
    }
}
