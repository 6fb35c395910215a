namespace Spectacles.Gateway.Fleet;

/// <summary>Conditions of a message: https://docs.nats.io/nats-concepts/jetstream/headers</summary>
internal static class StoreConditions
{
    /// <summary>The number that the last message of the subject has to have; 0 if there must be none.</summary>
    public const string Expected = "Nats-Expected-Last-Subject-Sequence";

    /// <summary>The subject that is compared, instead of the message's own.</summary>
    public const string ExpectedSubject = "Nats-Expected-Last-Subject-Sequence-Subject";
}
