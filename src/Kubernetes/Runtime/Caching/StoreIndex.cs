using Kubernetes.Models;
using Kubernetes.Models.Meta;

namespace Kubernetes.Runtime.Caching;

/// <summary>Files objects under the values that a function names. Guarded by its store's lock.</summary>
internal sealed class StoreIndex<T>(Func<T, IEnumerable<string>> values)
    where T : class, IResource<T>
{
    private readonly Dictionary<string, Dictionary<ObjectKey, T>> _files = [];

    public IReadOnlyList<T> List(string value) => _files.TryGetValue(value, out var file) ? [.. file.Values] : [];

    public void Add(T obj)
    {
        foreach (var value in values(obj))
        {
            if (!_files.TryGetValue(value, out var file)) _files.Add(value, file = []);
            file[ObjectKey.Of(obj)] = obj;
        }
    }

    public void Remove(T obj)
    {
        foreach (var value in values(obj))
        {
            if (!_files.TryGetValue(value, out var file)) continue;
            file.Remove(ObjectKey.Of(obj));
            if (file.Count == 0) _files.Remove(value);
        }
    }

    public void Replace(T? before, T now)
    {
        if (before is not null) Remove(before);
        Add(now);
    }

    public void Reset(IEnumerable<T> objects)
    {
        _files.Clear();
        foreach (var obj in objects) Add(obj);
    }
}
