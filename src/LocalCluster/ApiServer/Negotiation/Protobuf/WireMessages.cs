using System.Collections.Frozen;
using System.Globalization;

namespace LocalCluster.ApiServer.Negotiation.Protobuf;

/// <summary>
/// The fields of every built-in kind by their numbers, from <c>fields-1.36.txt</c>: a line is a message, <c>name|number field type|…</c>; ^
/// before a field puts its members into the parent, * before a type is a list, % a map from strings.
/// </summary>
internal static class WireMessages
{
    private static readonly Lazy<FrozenDictionary<string, FrozenDictionary<int, WireField>>> Loaded = new(Load);

    /// <summary>Null when the message is not known.</summary>
    public static FrozenDictionary<int, WireField>? Find(string message) => Loaded.Value.GetValueOrDefault(message);

    private static FrozenDictionary<string, FrozenDictionary<int, WireField>> Load()
    {
        using var reader = new StreamReader(typeof(WireMessages).Assembly.GetManifestResourceStream("protobuf-fields-1.36.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('|'))
            .ToFrozenDictionary(parts => parts[0], parts => parts.Skip(1).Select(Field).ToFrozenDictionary(field => field.Number, field => field.Field), StringComparer.Ordinal);
    }

    private static (int Number, WireField Field) Field(string text)
    {
        var parts = text.Split(' ');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), WireField.Parse(parts[1], parts[2]));
    }
}
