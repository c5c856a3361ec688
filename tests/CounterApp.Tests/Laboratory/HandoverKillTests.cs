using System.Diagnostics;
using TestKit;

namespace CounterApp.Tests.Laboratory;

/// <summary>
/// Two apps that tell each other what they know all the time, under load, while one of them is killed at random moments and
/// starts again, as the same pod or as the next one: 30 times, or fewer if it takes longer than <see cref="Patience"/>.
/// </summary>
public sealed class HandoverKillTests
{
    private const string Token = "s3cret";
    private const int Visitors = 4;
    private const int Kills = 30;
    private const int AtLeast = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task After_a_last_exchange_both_know_every_acknowledged_visit_once()
    {
        using var blue = new Side();
        using var green = new Side();
        var random = new Random(1);
        await blue.StartAsync();
        await green.StartAsync();
        await using (var exchange = new Exchange(blue, green))
        {
            var clock = Stopwatch.StartNew();
            for (var kill = 0; kill < Kills && (kill < AtLeast || clock.Elapsed < Patience); kill++)
            {
                await KillAndStartAsync(random.Next(2) == 0 ? blue : green, exchange, random);
            }

            Assert.True(exchange.Merges > AtLeast, $"only {exchange.Merges} merges");
        }

        await blue.SendHomeAsync();
        await green.SendHomeAsync();
        await Exchange.TellAsync(blue, green, CancellationToken.None);
        await Exchange.TellAsync(green, blue, CancellationToken.None);
        Assert.Equal(blue.Number, green.Number);
        Assert.InRange(blue.Number, blue.Acknowledged + green.Acknowledged, blue.Acknowledged + green.Acknowledged + blue.InFlight + green.InFlight);
        await blue.StopAsync();
        await green.StopAsync();
    }

    private static async Task KillAndStartAsync(Side side, Exchange exchange, Random random)
    {
        var (visits, merges) = (side.Acknowledged + random.Next(40), exchange.Merges + random.Next(4));
        await Eventually.Holds(() => Task.FromResult(side.Acknowledged >= visits && exchange.Merges >= merges), "visits are answered and merged");
        await side.KillAsync();
        if (random.Next(2) == 0) side.BecomeAnotherPod();
        await side.StartAsync();
    }

    /// <summary>One colour: a volume, its pod, and the crowd that visits it.</summary>
    private sealed class Side : IDisposable
    {
        private readonly DataDirectory _data = new();
        private Guid _pod = Guid.NewGuid();
        private Crowd? _crowd;
        private long _acknowledgedBefore;

        public RunningApp App { get; private set; } = null!;

        public long Acknowledged => _acknowledgedBefore + (_crowd?.Acknowledged ?? 0);

        /// <summary>Visits whose answer a kill may have cut off.</summary>
        public long InFlight { get; private set; }

        public long Number => _data.Number;

        public void BecomeAnotherPod() => _pod = Guid.NewGuid();

        public async Task StartAsync()
        {
            App = await RunningApp.StartAsync(_data, ("HANDOVER_TOKEN", Token), ("POD_UID", $"{_pod}"));
            _crowd = new Crowd(App.Client, Visitors);
        }

        public async Task KillAsync()
        {
            await App.KillAsync();
            await SendHomeAsync();
            InFlight += Visitors;
            await App.DisposeAsync();
        }

        public async Task SendHomeAsync()
        {
            await _crowd!.GoHomeAsync();
            _acknowledgedBefore += _crowd.Acknowledged;
            _crowd = null;
        }

        public ValueTask StopAsync() => App.DisposeAsync();

        public void Dispose() => _data.Dispose();
    }

    /// <summary>Tells each side what the other knows, again and again, whether they are there or not.</summary>
    private sealed class Exchange : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task _work;

        public Exchange(Side one, Side other) => _work = Task.Run(() => RunAsync(one, other));

        public int Merges { get; private set; }

        public static async Task TellAsync(Side from, Side to, CancellationToken cancellationToken)
        {
            var (code, document) = await from.App.HandoverAsync(Token).WaitAsync(cancellationToken);
            Assert.True(code == 200, document);
            var (answer, reason) = await to.App.HandoverAsync(Token, document).WaitAsync(cancellationToken);
            Assert.True(answer == 200, reason);
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _work;
            _end.Dispose();
        }

        private async Task RunAsync(Side one, Side other)
        {
            while (!_end.IsCancellationRequested)
            {
                try
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, _end.Token);
                    await TellAsync(one, other, _end.Token);
                    await TellAsync(other, one, _end.Token);
                    Merges++;
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException or IOException)
                {
                    // One of them is being killed, or the test is over.
                }
            }
        }
    }
}
