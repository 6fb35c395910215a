using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Pacing;

/// <summary>A fake clock whose wall time can be set without a moment passing, as a machine's is that wakes.</summary>
internal sealed class WallClock : FakeTimeProvider
{
    private TimeSpan offset;

    public void Set(TimeSpan by) => offset += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;

    // The base class takes its timestamps from GetUtcNow.
    public override long GetTimestamp() => base.GetTimestamp() - offset.Ticks;
}
