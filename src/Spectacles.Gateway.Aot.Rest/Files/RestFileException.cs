namespace Spectacles.Gateway.Rest;

/// <summary>
/// A file of a request cannot be opened or read to its end. The request was not sent, or not to its end; it is not repeated, since the
/// connection is not the cause.
/// </summary>
public sealed class RestFileException : Exception
{
    // HttpClient reports an IOException or an InvalidOperationException of a content as an error of the connection.
    internal RestFileException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
