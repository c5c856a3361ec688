namespace LocalCluster.ApiServer.Cel.Checking;

/// <summary>A static type. Objects know their fields; lists, maps, optionals and types of types have parameters.</summary>
internal sealed class CelType
{
    public static readonly CelType Dyn = new(CelKind.Dyn, "dyn");
    public static readonly CelType Error = new(CelKind.Error, "!error!");
    public static readonly CelType Null = new(CelKind.Null, "null");
    public static readonly CelType Bool = new(CelKind.Bool, "bool");
    public static readonly CelType Int = new(CelKind.Int, "int");
    public static readonly CelType Uint = new(CelKind.Uint, "uint");
    public static readonly CelType Floating = new(CelKind.Double, "double");
    public static readonly CelType Text = new(CelKind.String, "string");
    public static readonly CelType Bytes = new(CelKind.Bytes, "bytes");
    public static readonly CelType Duration = new(CelKind.Duration, "duration");
    public static readonly CelType Timestamp = new(CelKind.Timestamp, "timestamp");
    public static readonly CelType Type = new(CelKind.Type, "type");
    public static readonly CelType Quantity = new(CelKind.Opaque, "kubernetes.Quantity");
    public static readonly CelType Address = new(CelKind.Opaque, "net.IP");
    public static readonly CelType Network = new(CelKind.Opaque, "net.CIDR");
    public static readonly CelType Url = new(CelKind.Opaque, "kubernetes.URL");
    public static readonly CelType Format = new(CelKind.Opaque, "kubernetes.NamedFormat");
    public static readonly CelType Semver = new(CelKind.Opaque, "kubernetes.Semver");

    private static readonly IReadOnlyDictionary<string, CelType> NoFields = new Dictionary<string, CelType>();

    private CelType(CelKind kind, string name, params CelType[] parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
    }

    public CelKind Kind { get; }

    public string Name { get; }

    public IReadOnlyList<CelType> Parameters { get; }

    public IReadOnlyDictionary<string, CelType> Fields { get; private init; } = NoFields;

    public bool IsDynOrError => Kind is CelKind.Dyn or CelKind.Error;

    public bool IsOptional => Kind == CelKind.Opaque && Name == "optional_type";

    public static CelType List(CelType item) => new(CelKind.List, "list", item);

    public static CelType Map(CelType key, CelType value) => new(CelKind.Map, "map", key, value);

    public static CelType Object(string name, IReadOnlyDictionary<string, CelType> fields) => new(CelKind.Object, name) { Fields = fields };

    public static CelType TypeOf(CelType type) => new(CelKind.Type, "type", type);

    public static CelType Optional(CelType type) => new(CelKind.Opaque, "optional_type", type);

    public static CelType Parameter(string name) => new(CelKind.Parameter, name);

    public CelType With(IEnumerable<CelType> parameters) => new(Kind, Name, [.. parameters]) { Fields = Fields };

    public bool IsExactly(CelType other) =>
        ReferenceEquals(this, other)
        || (Kind == other.Kind && Name == other.Name && Parameters.Count == other.Parameters.Count
            && Parameters.Zip(other.Parameters).All(pair => pair.First.IsExactly(pair.Second)));

    /// <summary>As in messages: <c>list(int)</c>, <c>map(string, dyn)</c>.</summary>
    public override string ToString() => Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Parameters)})";
}
