using LocalCluster.ApiServer.Objects;
using LocalCluster.Storage;

namespace LocalCluster.ApiServer.Admission.Claims;

/// <summary>The storage class of claims that name none: of those marked as default the newest, then the first by name.</summary>
internal static class DefaultClass
{
    public const string StorageKey = "storageclasses.storage.k8s.io";
    private static readonly string[] Marks = ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"];

    public static string? Find(ObjectStore store) => store.Read(StorageKey).List(null)
        .Select(StoredForm.Read)
        .Where(one => Marks.Any(mark => one.Annotations().GetValueOrDefault(mark) == "true"))
        .OrderByDescending(one => one.Text("metadata", "creationTimestamp"), StringComparer.Ordinal)
        .ThenBy(one => one.Name(), StringComparer.Ordinal)
        .FirstOrDefault()?.Name();
}
