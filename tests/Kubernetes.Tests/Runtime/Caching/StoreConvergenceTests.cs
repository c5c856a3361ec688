using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Kubernetes.Runtime.Caching;
using Kubernetes.Runtime.Watching;

namespace Kubernetes.Tests.Runtime.Caching;

/// <summary>
/// A server, a watch that lags behind it, lists from a cache that lags as well, and a process that writes: whatever the order, what the process
/// wrote is never unseen, and when the watch has caught up the store is the server.
/// </summary>
public sealed class StoreConvergenceTests
{
    private enum Step
    {
        OthersCreateOrChange,
        OthersDelete,
        WeCreateOrChange,
        WeChangeAndTheAnswerIsSlow,
        TheSlowAnswerComes,
        WeDelete,
        WatchDelivers,
        Bookmark,
        ListFromLaggingCache,
    }

    [Fact]
    public void The_store_never_unsees_a_write_and_always_ends_equal_to_the_server()
    {
        var steps = Arb.From(Gen.Zip(Gen.Elements(Enum.GetValues<Step>()), Gen.Choose(0, 2)).ArrayOf(), Shrunk);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(120), Prop.ForAll<(Step, int)[]>(steps, Converges));
    }

    private static IEnumerable<(Step Step, int Name)[]> Shrunk((Step Step, int Name)[] steps) =>
        steps.Select((_, i) => steps.Where((_, j) => j != i).ToArray());

    private static void Converges(IReadOnlyList<(Step Step, int Name)> steps)
    {
        var world = new World();
        foreach (var (step, name) in steps)
        {
            world.Do(step, $"m{name}");
            world.NothingWrittenIsUnseen();
        }

        world.CatchUp();
        Assert.Equal(world.Server.Values.Select(World.Text).Order(), world.Store.List().Select(World.Text).Order());
    }

    private sealed class World
    {
        private readonly StoreWriter<ConfigMap> _writer;
        private readonly List<(int Version, StoreEvent<ConfigMap> Event)> _history = [];
        private readonly List<Dictionary<string, ConfigMap>> _states = [new()];
        private readonly Queue<ConfigMap> _slow = [];
        private readonly Dictionary<string, ConfigMap> _told = [];
        private readonly Dictionary<string, int> _endedByUs = [];
        private readonly HashSet<string> _gone = [];
        private int _delivered;
        private int _uids;

        public World()
        {
            _writer = new StoreWriter<ConfigMap>(Store, new InformerScope(new InformerOptions()));
            _writer.Write(new StoreEvent<ConfigMap>.InitLast([], "0"));
        }

        public Store<ConfigMap> Store { get; } = new();

        public Dictionary<string, ConfigMap> Server => _states[^1];

        public static string Text(ConfigMap map) => $"{map.Metadata.Name} {map.Metadata.Uid} {map.Metadata.ResourceVersion}";

        public void Do(Step step, string name)
        {
            switch (step)
            {
                case Step.OthersCreateOrChange: Change(name); break;
                case Step.OthersDelete: Delete(name); break;
                case Step.WeCreateOrChange: WeChange(name); break;
                case Step.WeChangeAndTheAnswerIsSlow: _slow.Enqueue(Change(name)); break;
                case Step.TheSlowAnswerComes when _slow.TryDequeue(out var written): Tell(written); break;
                case Step.WeDelete: WeDelete(name); break;
                case Step.WatchDelivers when _delivered < _history.Count: Deliver(); break;
                case Step.Bookmark when _delivered > 0: _writer.Write(new StoreEvent<ConfigMap>.Progress(Number(_delivered))); break;
                case Step.ListFromLaggingCache: ListAt(_delivered + ((_history.Count - _delivered) / 2)); break;
            }
        }

        public void CatchUp()
        {
            while (_slow.TryDequeue(out var written)) Tell(written);
            while (_delivered < _history.Count) Deliver();
            if (_delivered > 0) _writer.Write(new StoreEvent<ConfigMap>.Progress(Number(_delivered)));
        }

        /// <summary>An object whose write was answered is there in that version or a later one, unless the watch has shown its end.</summary>
        public void NothingWrittenIsUnseen()
        {
            foreach (var (name, told) in _told)
            {
                var ended = _gone.Contains(told.Metadata.Uid!) || _history.Take(_delivered).Skip(Version(told)).Any(change => IsEndOf(change.Event, name));
                var seen = Store.Find(new ObjectKey("x", name));
                if (!ended) Assert.True(seen is not null && Version(seen) >= Version(told), $"{Text(told)} was written and is seen as {(seen is null ? "nothing" : Text(seen))}");
            }

            Assert.DoesNotContain(Store.List(), seen => _gone.Contains(seen.Metadata.Uid!));
        }

        private void WeChange(string name) => Tell(Change(name));

        private void Tell(ConfigMap written)
        {
            _writer.WriteOwn(new ObjectWrite<ConfigMap>.Stored(written));
            if (_endedByUs.GetValueOrDefault(written.Metadata.Name!) > Version(written)) return;
            if (!_told.TryGetValue(written.Metadata.Name!, out var earlier) || Version(earlier) < Version(written)) _told[written.Metadata.Name!] = written;
        }

        private void WeDelete(string name)
        {
            if (Delete(name) is not { } gone) return;
            // What the store has never seen it cannot know to be gone; then the watch says so.
            if (Store.Find(ObjectKey.Of(gone))?.Metadata.Uid == gone.Metadata.Uid) _gone.Add(gone.Metadata.Uid!);
            _writer.WriteOwn(new ObjectWrite<ConfigMap>.Deleted(ObjectKey.Of(gone), gone.Metadata.Uid!));
            _told.Remove(name);
            _endedByUs[name] = Version(gone);
        }

        private ConfigMap Change(string name)
        {
            var version = _history.Count + 1;
            var uid = Server.TryGetValue(name, out var live) ? live.Metadata.Uid! : $"u{++_uids}";
            var now = StoreWriterTests.Map(name, version, uid);
            _history.Add((version, new StoreEvent<ConfigMap>.Apply(now)));
            _states.Add(new Dictionary<string, ConfigMap>(Server) { [name] = now });
            return now;
        }

        private ConfigMap? Delete(string name)
        {
            if (!Server.TryGetValue(name, out var live)) return null;
            var version = _history.Count + 1;
            var last = StoreWriterTests.Map(name, version, live.Metadata.Uid);
            _history.Add((version, new StoreEvent<ConfigMap>.Delete(last)));
            var left = new Dictionary<string, ConfigMap>(Server);
            left.Remove(name);
            _states.Add(left);
            return last;
        }

        private void Deliver() => _writer.Write(_history[_delivered++].Event);

        private void ListAt(int version)
        {
            _writer.Write(new StoreEvent<ConfigMap>.Init());
            _writer.Write(new StoreEvent<ConfigMap>.InitLast([.. _states[version].Values], Number(version)));
            _delivered = version;
        }

        private static int Version(ConfigMap map) => int.Parse(map.Metadata.ResourceVersion!, CultureInfo.InvariantCulture);

        private static bool IsEndOf(StoreEvent<ConfigMap> change, string name) => change is StoreEvent<ConfigMap>.Delete gone && gone.Object.Metadata.Name == name;

        private static string Number(int version) => version.ToString(CultureInfo.InvariantCulture);
    }
}
