namespace Spectacles.Gateway.Tests.Dispatching;

public sealed class DispatchTableTests
{
    private readonly DispatchTable<int> table = new([new("MESSAGE_CREATE", 1), new("READY", 2), new("MESSAGE_CREATE", 3), new("X", 4)]);

    [Fact]
    public void Finds_the_handlers_of_an_event_in_the_order_in_which_they_were_added()
    {
        Assert.True(table.TryGetHandlers("MESSAGE_CREATE"u8, out int[] handlers));
        Assert.Equal([1, 3], handlers);
        Assert.True(table.TryGetHandlers("READY"u8, out _));
        Assert.True(table.TryGetHandlers("X"u8, out _));
    }

    [Fact]
    public void Finds_nothing_for_another_event_however_alike()
    {
        Assert.False(table.TryGetHandlers("MESSAGE_UPDATE"u8, out _));
        Assert.False(table.TryGetHandlers("MESSAGE_DELETE"u8, out _));
        Assert.False(table.TryGetHandlers("MESSxxx_CREATE"u8, out _));
        Assert.False(table.TryGetHandlers(""u8, out _));
        Assert.False(table.TryGetHandlers([0xFF, 0xFE], out _));
    }

    [Fact]
    public void A_look_up_allocates_nothing()
    {
        table.TryGetHandlers("READY"u8, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            table.TryGetHandlers("MESSAGE_CREATE"u8, out _);
            table.TryGetHandlers("PRESENCE_UPDATE"u8, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
