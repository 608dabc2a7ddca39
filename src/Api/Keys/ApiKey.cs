namespace CmsOrchestrator.Api.Keys;

/// <summary>A key as the configuration has it (api.md, "HTTP API"). Its role is <c>read</c>: there is no other.</summary>
/// <param name="Name">Unique; what the audit log calls it.</param>
public sealed record ApiKey(string Name, KeyHash Hash, Scope Scope);
