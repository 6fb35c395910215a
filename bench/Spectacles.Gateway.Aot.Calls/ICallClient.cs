namespace Spectacles.Gateway.WholeProcess;

/// <summary>Sends one kind of request.</summary>
internal interface ICallClient : IDisposable
{
    /// <summary>Sends it once, and reads the answer.</summary>
    /// <param name="number">The number of the call.</param>
    Task CallAsync(int number);
}
