namespace Spectacles.Gateway.Rest;

/// <content>The interface.</content>
public sealed partial class CreateMessageBody : IRestBody;
