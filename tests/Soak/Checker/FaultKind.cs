using Spectacles.Gateway.Testing;

namespace Soak.Checker;

/// <summary>A kind of fault.</summary>
/// <param name="Name">The name in the output.</param>
/// <param name="Act">Causes the fault on a connection with a session.</param>
/// <param name="EndsSession">Whether the fault ends the session.</param>
internal sealed record FaultKind(string Name, Action<SimulatedConnection> Act, bool EndsSession = false);
