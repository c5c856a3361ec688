using LocalCluster.ApiServer.Admission;
using LocalCluster.ApiServer.Definitions;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Resources;

/// <summary>One resource in one served version: everything that discovery, routing and the handlers need to know about it.</summary>
internal sealed record ResourceDefinition
{
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public required string Singular { get; init; }

    public required bool Namespaced { get; init; }

    public string ListKind { get; init; } = "";

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Verbs { get; init; } = ResourceVerbs.BuiltIn;

    public IReadOnlyList<SubresourceDefinition> Subresources { get; init; } = [];

    /// <summary>Under which key the store keeps the objects; two resources with one key show the same objects.</summary>
    public required string StorageKey { get; init; }

    /// <summary>The kind as it is stored, for discovery's storageVersionHash.</summary>
    public string StorageIdentity { get; init; } = "";

    /// <summary>Null for a built-in kind whose fields are not checked.</summary>
    public Schema? Schema { get; init; }

    /// <summary>The schema of the form in which objects are stored.</summary>
    public Schema? StoredSchema { get; init; }

    /// <summary>Defaults, validation and lifecycle of this kind.</summary>
    public KindRules Rules { get; init; } = KindRules.Generic;

    /// <summary>What the definition says, for a custom resource.</summary>
    public CustomVersion? Custom { get; init; }

    /// <summary>What whoever uses this version is told; null when it is not an old one.</summary>
    public string? DeprecationWarning { get; init; }

    /// <summary>Its objects are questions: answered, never stored.</summary>
    public bool IsReview { get; init; }

    public bool IsCustom => Custom is not null;

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As messages name a resource: <c>statefulsets.apps</c>, <c>pods</c>.</summary>
    public string QualifiedName => NamedGroup.Length == 0 ? Plural : $"{Plural}.{NamedGroup}";

    /// <summary>As messages name a kind: <c>StatefulSet.apps</c>, <c>Pod</c>.</summary>
    public string QualifiedKind => NamedGroup.Length == 0 ? Kind : $"{Kind}.{NamedGroup}";

    /// <summary>The group in messages about objects: that of the storage, which for events is the core group whichever way they came.</summary>
    public string NamedGroup => StorageKey == "events" ? "" : Group;

    public SubresourceDefinition? Subresource(string name) => Subresources.FirstOrDefault(one => one.Name == name);

    public bool HasStatus => Subresource("status") is not null;
}
