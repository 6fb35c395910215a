namespace Spectacles.Gateway.Fleet;

/// <summary>The tests that every engine of a fleet has to pass.</summary>
/// <remarks>
/// An engine's tests derive a <see cref="FleetContractSubject"/> and run every test with it, for example as a theory of xunit. The tests
/// are independent of each other: each has a fleet with a name of its own, and they can run in parallel.
/// </remarks>
public static class FleetContract
{
    /// <summary>All tests, in the order of the interfaces.</summary>
    public static IReadOnlyList<FleetContractTest> Tests { get; } =
    [
        .. FenceTests.All, .. OrderTests.All, .. LastRecordTests.All, .. ReadingTests.All, .. AnswerTests.All, .. TakeoverTests.All,
        .. RetryTests.All, .. UnreadTests.All, .. DeadLetterTests.All, .. StateTests.All, .. WatchTests.All, .. RequestTests.All,
        .. ReceiverTests.All, .. OutageTests.All,
    ];
}
