namespace Spectacles.Gateway.WholeProcess;

/// <summary>Sends one kind of request.</summary>
internal interface ICallClient : IDisposable
{
    /// <summary>Sends it once, and reads the answer.</summary>
    Task CallAsync();
}
