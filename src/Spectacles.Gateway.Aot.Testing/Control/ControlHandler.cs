namespace Spectacles.Gateway.Testing;

/// <summary>Answers the requests of one route of the control API.</summary>
internal delegate Task<ControlAnswer> ControlHandler(ControlRequest request);
