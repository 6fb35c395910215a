using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Resharding;

public sealed class OverlapFilterTests
{
    private readonly OverlapWindow overlap = new(new FakeTimeProvider());

    [Fact]
    public void An_event_whose_copy_met_no_listener_does_not_swallow_a_later_equal_one()
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
