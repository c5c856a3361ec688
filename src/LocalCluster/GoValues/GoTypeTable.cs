using System.Collections.Frozen;

namespace LocalCluster.GoValues;

/// <summary>The Go types of a pod template: which fields a struct has, in their order, and what stands behind a named type.</summary>
internal sealed class GoTypeTable
{
    private const string Resource = "go-types-1.36.txt";

    private readonly FrozenDictionary<string, IReadOnlyList<GoField>> _structs;
    private readonly FrozenDictionary<string, string> _names;

    private GoTypeTable(IEnumerable<string> lines)
    {
        var structs = new Dictionary<string, IReadOnlyList<GoField>>();
        var names = new Dictionary<string, string>();
        List<GoField> fields = [];
        foreach (var line in lines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line[0] == '=') names[words[1]] = words[2];
            else if (line[0] == ' ') fields.Add(new GoField(words[0], words[1] == "-" ? null : words[1], words[2]));
            else structs[line] = fields = [];
        }

        (_structs, _names) = (structs.ToFrozenDictionary(), names.ToFrozenDictionary());
    }

    public static GoTypeTable Instance { get; } = new(ReadLines());

    public IReadOnlyList<GoField>? FieldsOf(string type) => _structs.GetValueOrDefault(type);

    /// <summary>What a named type is made of; any other type is itself.</summary>
    public string Underlying(string type) => _names.TryGetValue(type, out var made) ? Underlying(made) : type;

    private static IEnumerable<string> ReadLines()
    {
        using var stream = typeof(GoTypeTable).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not embedded");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line;
    }
}
