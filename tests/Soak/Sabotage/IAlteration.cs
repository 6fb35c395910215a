namespace Soak.Sabotage;

/// <summary>What is done to the messages of one connection; nothing unless it is said.</summary>
internal interface IAlteration
{
    /// <summary>A message that the library sends.</summary>
    /// <param name="message">The message.</param>
    /// <param name="add">Lets the library receive a message.</param>
    string Sending(string message, Action<string> add) => message;

    /// <summary>A message that the gateway has sent.</summary>
    /// <returns>What the library receives; null for nothing.</returns>
    string? Received(string message) => message;

    /// <summary>The code with which the library closes.</summary>
    int Closing(int code) => code;
}
