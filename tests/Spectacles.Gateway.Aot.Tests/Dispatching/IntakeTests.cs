using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Dispatching;

public sealed class IntakeTests
{
    private readonly OverlapWindow overlap = new(new FakeTimeProvider());

    [Fact]
    public void An_event_whose_copy_met_no_listener_does_not_swallow_a_later_equal_one()
    {
        var old = new Intake();
        old.HandOver(overlap);
        var next = new Intake(overlap);

        Assert.Equal(OverlapVerdict.Handle, Receive(old, 5, hasHandlers: true));
        overlap.BegunByOld();
        Assert.Equal(OverlapVerdict.Leave, Receive(next, 5, hasHandlers: false));
        overlap.Switch([0]);
        overlap.EndReplay(0);

        Assert.Equal(OverlapVerdict.Handle, Receive(next, 6, hasHandlers: true));
    }

    private static OverlapVerdict Receive(Intake intake, long sequence, bool hasHandlers) =>
        intake.Receive(intake.Role!, 0, new Envelope(Opcode.Dispatch, sequence, "REACTION"u8, """{"a":1}"""u8), hasHandlers, begins: false);
}
