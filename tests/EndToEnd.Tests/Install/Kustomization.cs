using LocalCluster;

namespace EndToEnd.Tests.Install;

/// <summary>A folder of <c>config</c> as kustomize reads it: the objects of the files that its kustomization names, those that others need first.</summary>
internal static class Kustomization
{
    public static IReadOnlyList<Manifest> Objects(string folder) =>
        [.. Resources(folder).SelectMany(resource => Directory.Exists(resource) ? Objects(resource) : Manifest.ReadAll(resource)).OrderBy(Turn)];

    /// <summary>Full paths of the files and folders that it names, in its order.</summary>
    public static IReadOnlyList<string> Resources(string folder) =>
        [.. from resource in Content(folder)["resources"]!.AsArray() select Path.GetFullPath(Path.Combine(Checkout.Path(folder), (string)resource!))];

    private static int Turn(Manifest manifest) => manifest.Kind switch
    {
        "Namespace" => 0,
        "CustomResourceDefinition" => 1,
        _ => 2,
    };

    private static System.Text.Json.Nodes.JsonObject Content(string folder) =>
        Manifest.ReadAll(Path.Combine(Checkout.Path(folder), "kustomization.yaml")).Single().Content;
}
