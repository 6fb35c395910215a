namespace Spectacles.Gateway;

/// <summary>A handler that has what READY and GUILD_CREATE would tell it after a resumed start, too.</summary>
internal interface IRestoredHandler : IGatewayHandler;
