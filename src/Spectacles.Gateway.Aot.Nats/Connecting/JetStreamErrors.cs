using NATS.Client.JetStream;

namespace Spectacles.Gateway.Fleet;

/// <summary>The server's codes of errors: https://github.com/nats-io/nats-server/blob/main/server/errors.json</summary>
internal static class JetStreamErrors
{
    public const int ConsumerNotFound = 10014;
    public const int MessageNotFound = 10037;
    public const int StreamNameInUse = 10058;
    public const int StreamNotFound = 10059;

    /// <summary>The message was deleted, or never there.</summary>
    public const int SequenceNotFound = 10043;

    /// <summary>Returns the code of the error that the server has returned; null if there is none.</summary>
    public static int? CodeOf(FleetException exception) => (exception.InnerException as NatsJSApiException)?.Error.ErrCode;

    /// <summary>JetStream is off for the server, the cluster or the account.</summary>
    public static bool IsOff(int error) => error is 10035 or 10039 or 10076;

    /// <summary>There is no leader at the moment, or too few servers, or the server begins or ends.</summary>
    public static bool IsTemporary(int error) => error is 10004 or 10005 or 10007 or 10008 or 10009 or 10118;

    /// <summary>A server that is alone can't have replicas.</summary>
    public static bool IsAlone(int error) => error == 10074;

    /// <summary>There is no room: resources, storage, memory, the account's limits, a failed write, a full stream.</summary>
    public static bool IsFull(int error) => error is 10002 or 10023 or 10028 or 10047 or 10077;
}
