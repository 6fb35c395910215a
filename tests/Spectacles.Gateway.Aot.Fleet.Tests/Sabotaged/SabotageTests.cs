namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>The tests of the contract can fail: each mistake of an engine is found by the test that is about it.</summary>
public sealed class SabotageTests
{
    private static readonly Dictionary<Sabotage, string> FoundBy = new()
    {
        [Sabotage.FenceIgnored] = "A greater fence fences",
        [Sabotage.FenceUsedTwice] = "A fence that a group has had",
        [Sabotage.FenceOfAllGroups] = "Groups have separate fences",
        [Sabotage.FenceBeginsWithAppend] = "A greater fence fences",
        [Sabotage.FenceCheckedBeforeTheAppend] = "A record whose append began before",
        [Sabotage.FenceFreedByDispose] = "A disposed appender",
        [Sabotage.OrderSwapped] = "The records of a group are read in the order",
        [Sabotage.RecordLost] = "The records of a group are read in the order",
        [Sabotage.RecordDoubled] = "The records of a group are read in the order",
        [Sabotage.RecordBufferUsedLater] = "The bytes of a record are not used",
        [Sabotage.LastRecordsOfAllGroups] = "A group without records",
        [Sabotage.LastRecordsWithoutPack] = "The last records of a group",
        [Sabotage.LateGroupBeginsEarly] = "A worker group that reads for the first time",
        [Sabotage.FilterIgnored] = "A worker group reads only the single events",
        [Sabotage.FilterDropsPacks] = "A worker group reads only the single events",
        [Sabotage.InFlightIgnored] = "A worker group has at most MaxInFlight",
        [Sabotage.ReadIgnoresCancellation] = "An enumeration of records that is cancelled",
        [Sabotage.AgeIsZero] = "The age of a record",
        [Sabotage.AttemptIsOne] = "Attempts count all deliveries",
        [Sabotage.RepeatsDropped] = "A record without an answer",
        [Sabotage.AcknowledgementIgnored] = "An acknowledged record is not delivered again",
        [Sabotage.DelayIgnored] = "A record with a retry",
        [Sabotage.ProlongIgnored] = "A record that is prolonged",
        [Sabotage.BuriedIsLost] = "A buried record",
        [Sabotage.BuriedIsDeliveredAgain] = "A buried record",
        [Sabotage.TwoReaders] = "While one reader asks",
        [Sabotage.TakeoverNever] = "Another reader continues when the first one ends",
        [Sabotage.TakeoverTooSoon] = "Another reader continues when the first one has not asked",
        [Sabotage.UnansweredIsLost] = "What a reader has left",
        [Sabotage.RetryForAllGroups] = "A retry is read by its worker group",
        [Sabotage.RetryLost] = "All retries of a worker group",
        [Sabotage.UnreadAreThoseNotDelivered] = "Unread are",
        [Sabotage.UnreadIsEverything] = "A worker group that has never read",
        [Sabotage.DeadLettersNewestFirst] = "Dead letters are listed oldest first",
        [Sabotage.DeadLetterNotRemoved] = "A removed dead letter",
        [Sabotage.DeadLetterIdUsedAgain] = "A removed dead letter",
        [Sabotage.DeadLettersOfAllGroups] = "Dead letters are listed oldest first",
        [Sabotage.WriteIgnoresRevision] = "A write with another revision",
        [Sabotage.WriteComparesBefore] = "Eight tasks",
        [Sabotage.DeleteIgnoresRevision] = "A write with another revision",
        [Sabotage.DeleteWritesNothing] = "A deleted key",
        [Sabotage.RevisionOfKey] = "Every write of a state",
        [Sabotage.ReadIsOld] = "A read sees every write",
        [Sabotage.StatesAreOne] = "The shared state and that of the nodes",
        [Sabotage.WatchWithoutCurrent] = "A watch returns the current entries",
        [Sabotage.WatchWithoutDeletions] = "A watch returns a deletion",
        [Sabotage.WatchMissesChanges] = "Changes of many keys",
        [Sabotage.WatchHasGap] = "A watch that begins while keys change",
        [Sabotage.WatchPrefixIsNoWord] = "A watch returns only keys",
        [Sabotage.QueueIgnored] = "One receiver of each queue",
        [Sabotage.ReceiversAreOneQueue] = "Each receiver without a queue",
        [Sabotage.PatternIsDeep] = "A receiver with *",
        [Sabotage.NullIsAnswer] = "A request whose receiver gives no answer",
        [Sabotage.ThrowEndsReceiver] = "A receiver that throws",
        [Sabotage.ReceivesAtTheSameTime] = "The messages of one sender",
        [Sabotage.ReceivesOneAtATime] = "A receiver gets as many messages",
        [Sabotage.RegistersLater] = "A receiver gets messages as soon as",
        [Sabotage.NoReceiverTimesOut] = "A request to an address without a receiver",
        [Sabotage.DisposedReceives] = "A disposed receiver",
        [Sabotage.MessageBufferUsedLater] = "The bytes of a message",
        [Sabotage.MessageSwapped] = "The messages of one sender",
        [Sabotage.ThrowsWhileAway] = "Calls wait for the broker",
        [Sabotage.StoresWhileAway] = "An append while the broker is away",
        [Sabotage.NoReceiverWhileAway] = "A request times out while the broker is away",
        [Sabotage.WatchEndsWithOutage] = "A watch continues when the broker is back",
        [Sabotage.ReaderSkipsOutage] = "A reader continues when the broker is back",
    };

    /// <summary>All at the same time, since some need seconds.</summary>
    private static readonly Lazy<Dictionary<Sabotage, Task>> Runs = new(
        () => Enum.GetValues<Sabotage>().ToDictionary(sabotage => sabotage, RunAsync));

    public static TheoryData<Sabotage> Mistakes => new(Enum.GetValues<Sabotage>());

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_of_an_engine_is_found(Sabotage sabotage)
    {
        var error = await Assert.ThrowsAsync<FleetContractException>(() => Runs.Value[sabotage]);

        TestContext.Current.TestOutputHelper?.WriteLine(error.Message);
    }

    private static Task RunAsync(Sabotage sabotage) => FleetContract.Tests
        .Single(test => test.Name.StartsWith(FoundBy[sabotage], StringComparison.Ordinal))
        .RunAsync(new SabotagedSubject(sabotage), CancellationToken.None);
}
