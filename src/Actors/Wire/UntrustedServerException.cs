using System.Security.Authentication;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>Carries the reason out of the depth of a TLS handshake; it never leaves this assembly.</summary>
internal sealed class UntrustedServerException(string problem) : AuthenticationException(problem);
