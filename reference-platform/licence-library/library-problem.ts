/**
 * Every way the licence library refuses, with the message it sends. The real library's error classes (DB44/T 2167.3,
 * annex C) are not public; these codes are this stand-in's own and stable.
 */
export const libraryProblems = {
  'login-refused': '应用或系统账号校验未通过',
  'token-invalid': '访问令牌无效或已过期，请重新登录',
  'request-invalid': '请求参数不符合接口规范',
  'page-size-too-large': '每页条数超过上限',
  'operator-identity-invalid': '经办人身份证件号码无效',
  'item-unknown': '事项未登记用证关系',
  'auth-code-unknown': '用证码不存在',
  'auth-code-expired': '用证码已过期',
  'auth-code-used': '用证码已使用',
} as const;

/** Stable reason of a refusal. */
export type LibraryProblem = keyof typeof libraryProblems;
