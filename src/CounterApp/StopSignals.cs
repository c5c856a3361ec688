using System.Runtime.InteropServices;

namespace CounterApp;

/// <summary>SIGTERM and Ctrl-C, turned into a wish. The process goes on until it ends by itself.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop), PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop)];

    /// <summary>Completes when the app is to stop.</summary>
    public Task Stopping => _stop.Task;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stop.TrySetResult();
    }
}
