using System.Globalization;
using System.Text;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>A publisher of a group, and events <c>X</c> with numbers for it.</summary>
internal static class PublishedNumbers
{
    public static GroupPublisher NewPublisher(IEventAppender appender, PublisherServices services) =>
        new(new FleetPlan { Name = "bot", ShardCount = 32 }, group: 1, fence: 7, appender, services);

    /// <summary>Gives the publisher an event, which it must take.</summary>
    public static void TakeNumber(this GroupPublisher publisher, int number, EventClass kind = EventClass.Packed, int bytes = 2) =>
        Assert.True(publisher.TryTakeNumber(number, kind, bytes));

    /// <summary>Gives the publisher an event.</summary>
    /// <param name="publisher">The publisher.</param>
    /// <param name="number">The sequence, and the payload.</param>
    /// <param name="kind">The class.</param>
    /// <param name="bytes">One more than the length of the payload, which has spaces in front.</param>
    public static bool TryTakeNumber(this GroupPublisher publisher, int number, EventClass kind = EventClass.Packed, int bytes = 2)
    {
        DispatchState state = default;
        byte[] data = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture).PadLeft(bytes - 1));
        return publisher.TryTake(new Dispatch("X"u8, data, number, ref state), 17, default, kind, "X");
    }
}
