using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Resharding;

public sealed class OverlapFilterTests
{
    private readonly OverlapWindow overlap = new(new FakeTimeProvider());

    [Fact]
    public void Event_without_a_matching_listener_does_not_suppress_a_later_equal_event()
    {
        var old = new OverlapFilter(overlap, joins: false, new EventFilterSlot());
        var next = new OverlapFilter(overlap, joins: true, new EventFilterSlot());

        Assert.Equal(FilterVerdict.Handle, Receive(old, 5, hasHandlers: true));
        old.CallsBegun();
        Assert.Equal(FilterVerdict.Leave, Receive(next, 5, hasHandlers: false));
        overlap.Switch([0]);
        overlap.EndReplay(0);

        Assert.Equal(FilterVerdict.Handle, Receive(next, 6, hasHandlers: true));
    }

    private static FilterVerdict Receive(OverlapFilter filter, long sequence, bool hasHandlers) =>
        filter.Receive(0, new Envelope(Opcode.Dispatch, sequence, "REACTION"u8, """{"a":1}"""u8), hasHandlers, begins: false);
}
