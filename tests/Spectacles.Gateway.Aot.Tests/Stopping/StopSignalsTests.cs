using System.Runtime.InteropServices;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>Which signals stop politely, and which end the process. AotTests sends real ones to a process.</summary>
public sealed class StopSignalsTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void First_signal_requests_a_stop_and_repeats_within_a_second_are_ignored()
    {
        using var signals = new StopSignals(time);

        Assert.False(signals.Token.IsCancellationRequested);
        Assert.True(Send(signals));
        Assert.True(signals.Token.IsCancellationRequested);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.True(Send(signals));
    }

    [Fact]
    public void Signal_after_a_second_is_left_to_the_system()
    {
        using var signals = new StopSignals(time);
        Send(signals);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(Send(signals));
    }

    [Fact]
    public void Repeated_signal_after_a_quick_stop_does_not_end_the_process()
    {
        var signals = new StopSignals(time);
        Send(signals);
        signals.Dispose();
        signals.Dispose();

        Assert.True(Send(signals));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Send(signals));
    }

    [Fact]
    public void Signals_are_left_to_the_system_after_an_end_without_a_signal()
    {
        var signals = new StopSignals(time);
        signals.Dispose();

        Assert.False(Send(signals));
    }

    /// <returns>Whether the process lives on.</returns>
    private static bool Send(StopSignals signals)
    {
        var context = new PosixSignalContext(PosixSignal.SIGTERM);
        signals.Take(context);
        return context.Cancel;
    }
}
