namespace Spectacles.Gateway.Fleet;

/// <summary>Takes the events of a node's shards and passes each on as its class says.</summary>
/// <param name="groups">The groups that the node owns.</param>
/// <param name="classes">The classes of the events.</param>
/// <param name="needed">The events that workers need.</param>
/// <param name="direct">Passes on what is not stored.</param>
/// <param name="publishing">What the publishers share.</param>
internal sealed class NodeSink(
    GroupTable groups, EventClasses classes, NeededEvents needed, DirectEvents direct, PublisherServices publishing) : IEventSink
{
    public SinkResult Receive(in Dispatch dispatch, Shard shard, EventReceipt receipt)
    {
        var named = classes.Find(dispatch.EventName);
        if (named.Class == EventClass.Off || !needed.Contains(named.Name))
        {
            return SinkResult.NotWanted;
        }

        if (named.IsAsked)
        {
            direct.Ask(dispatch, shard.Id);
            return SinkResult.NotWanted;
        }

        if (named.Class == EventClass.Fleeting)
        {
            direct.Send(dispatch, shard.Id, named.Name);
            return SinkResult.NotWanted;
        }

        // The group may have just been lost; then the shard is about to be closed, and its event is not confirmed.
        if (groups.OfShard(shard.Id)?.Publisher is not { } publisher)
        {
            return SinkResult.Taken;
        }

        if (!publisher.Fits(dispatch))
        {
            publishing.NoteTooLarge(named.Name, dispatch.Data.Length);
            return SinkResult.NotWanted;
        }

        return publisher.TryTake(dispatch, shard.Id, receipt, named.Class, named.Name) ? SinkResult.Taken : SinkResult.Full;
    }

    public ValueTask WaitForRoomAsync(Shard shard, CancellationToken cancellationToken) => publishing.Budget.WaitAsync(cancellationToken);
}
