using Kubernetes.Client;
using Kubernetes.Models;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Watching;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Runtime.Caching;

/// <summary>Tells in the log of each object that cannot be read: once, and again when the reason is another or when it could be read in between.</summary>
internal sealed class UnreadableReports<T>(ILogger logger)
    where T : class, IResource<T>
{
    private readonly Dictionary<ObjectKey, string> _told = [];

    public void Hear(StoreEvent<T> happened)
    {
        switch (happened)
        {
            case StoreEvent<T>.LeaveOut one: Tell(one.Object); break;
            case StoreEvent<T>.InitPage page: Hear(page.Objects, page.Unreadable); break;
            case StoreEvent<T>.InitLast last: Hear(last.Objects, last.Unreadable); break;
            case StoreEvent<T>.InitApply one: Forget(one.Object); break;
            case StoreEvent<T>.Apply one: Forget(one.Object); break;
            case StoreEvent<T>.DeleteUnreadable one: _told.Remove(one.Object.Key); break;
        }
    }

    private void Hear(IReadOnlyList<T> readable, IReadOnlyList<UnreadableObject> unreadable)
    {
        foreach (var obj in readable) Forget(obj);
        foreach (var obj in unreadable) Tell(obj);
    }

    private void Forget(T obj)
    {
        if (_told.Count > 0) _told.Remove(ObjectKey.Of(obj));
    }

    private void Tell(UnreadableObject obj)
    {
        if (_told.TryGetValue(obj.Key, out var told) && told == obj.Reason) return;
        _told[obj.Key] = obj.Reason;
        InformerLog.LeftOut(logger, T.Type, obj.Key, obj.Reason);
    }
}
