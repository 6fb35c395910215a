using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Tests.Listening;

public sealed class HandlerTableTests
{
    private readonly HandlerTable table = new([Call("MESSAGE_CREATE", 1), Call("READY", 2), Call("MESSAGE_CREATE", 3), Call("X", 4)]);

    [Fact]
    public void Handler_table_finds_the_handlers_of_an_event_in_registration_order()
    {
        Assert.Equal([1, 3], table.Find("MESSAGE_CREATE"u8).Select(call => call.Index));
        Assert.Equal([2], table.Find("READY"u8).Select(call => call.Index));
        Assert.Equal([4], table.Find("X"u8).Select(call => call.Index));
    }

    [Fact]
    public void Handler_table_finds_nothing_for_a_similar_event_name()
    {
        Assert.Empty(table.Find("MESSAGE_UPDATE"u8));
        Assert.Empty(table.Find("MESSAGE_DELETE"u8));
        Assert.Empty(table.Find("MESSxxx_CREATE"u8));
        Assert.Empty(table.Find(""u8));
        Assert.Empty(table.Find([0xFF, 0xFE]));
    }

    [Fact]
    public void Handler_lookup_does_not_allocate()
    {
        // The empty result is created at its first use.
        table.Find("MESSAGE_CREATE"u8);
        table.Find("PRESENCE_UPDATE"u8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            table.Find("MESSAGE_CREATE"u8);
            table.Find("PRESENCE_UPDATE"u8);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static HandlerCall Call(string eventName, int index) =>
        new(null!, index, new HandlerMethod(eventName, "Handler.Handle", GatewayIntents.None));
}
