using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

public sealed class TimestampTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void Instant_is_converted_to_a_timestamp_and_back_in_UTC()
    {
        Timestamp timestamp = Noon;
        DateTimeOffset instant = timestamp;

        Assert.Equal((Noon, TimeSpan.Zero), (instant, instant.Offset));
        Assert.Equal("2026-03-01T12:00:00.0000000+00:00", timestamp.ToString());
    }

    [Fact]
    public void Timestamps_are_ordered_by_their_instants_with_an_offset_or_without()
    {
        var earlier = Timestamp.WithoutOffset(Noon.UtcDateTime.AddTicks(-1));
        var later = new Timestamp(Noon);

        Assert.True(earlier < later && earlier <= later && later > earlier && later >= earlier);
        Assert.False(later < earlier || later <= earlier || earlier > later || earlier >= later);
        Assert.Equal([earlier, later], new[] { later, earlier }.Order());
    }
}
