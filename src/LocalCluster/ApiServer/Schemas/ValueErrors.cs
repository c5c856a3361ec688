namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// What a value's schema has against it. The match count says how much of a schema a value satisfied: of several alternatives that
/// all fail, the server reports the one that came closest.
/// </summary>
internal sealed class ValueErrors(string? root)
{
    private List<FieldError>? _errors;

    /// <summary>Put before every path: <c>status</c> when only the status is looked at.</summary>
    public string? Root { get; } = root;

    public int Matches { get; set; }

    public int Count => _errors?.Count ?? 0;

    public IReadOnlyList<FieldError> All => _errors ?? [];

    public string Field(string path) => path == "" ? Root ?? "" : FieldPath.Child(Root, path.TrimStart('.'));

    /// <summary>The same error twice is one error.</summary>
    public void Add(FieldError error)
    {
        _errors ??= [];
        if (!_errors.Contains(error))
            _errors.Add(error);
    }

    public void Invalid(string path, object? value, string message) => Add(FieldError.Invalid(Field(path), value ?? "", message));

    /// <summary>An error about how schemas are combined carries no field.</summary>
    public void Combined(string message) => Add(FieldError.Invalid(Root, "", message));

    public void Merge(ValueErrors other)
    {
        foreach (var error in other.All)
            Add(error);
        Matches += other.Matches;
    }

    /// <summary>Forgets what was added after there were <paramref name="count"/> errors.</summary>
    public void Forget(int count) => _errors?.RemoveRange(count, _errors.Count - count);
}
